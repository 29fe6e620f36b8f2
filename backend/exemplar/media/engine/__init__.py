"""What is done to a file: recognise it, judge it, make pictures, playable films and sounds of it.

Files in, files out; knows neither the database nor S3. It runs in a child process of its own with little memory, little
time and an empty environment (``python -m exemplar.media.engine``), started by ``child``: uploads are hostile until
proven otherwise, and what is served was made here.
"""
