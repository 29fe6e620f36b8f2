"""What the module does when a lower one announces a fact."""

from exemplar.core.events import Subscription

SUBSCRIPTIONS: list[Subscription] = []
