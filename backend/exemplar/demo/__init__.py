"""Demo data: a fictional ministry with twelve initiatives, loaded through the services, with real media made on the spot.

Every name, unit and figure is invented. Nothing here is imported by the product.
"""

from exemplar.demo.loading import load

__all__ = ["load"]
