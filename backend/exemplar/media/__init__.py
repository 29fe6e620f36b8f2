"""Media: uploads straight to S3, inspection, derivatives, look-alikes, and who may open a file.

Owns ``media_file``, ``media_derivative``, ``media_text`` and ``media_print``, and the keys ``originals/`` and
``derivatives/`` of the bucket. Promises: no file harms a reader, an acknowledged file is never lost, and the API carries
no bytes of them but playlists and captions.
"""
