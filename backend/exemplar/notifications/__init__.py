"""Notifications: what people are told, in the application and by mail.

Owns ``notification`` and ``outbox_mail``. Promises: one mail per fact (``effect_key`` is unique), written in the same
transaction as the fact, sent by a job, kept until the mail server took it. Knows accounts only by id and address.
"""
