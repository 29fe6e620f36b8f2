"""Media: uploads straight to S3, inspection, derivatives, and who may open a file.

Owns ``media_file`` and ``media_derivative``, and the keys ``originals/`` and ``derivatives/`` of the bucket. Promises: no
file harms a reader, an acknowledged file is never lost, and the API never carries the bytes.
"""
