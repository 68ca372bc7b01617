from marketplace.places.models import City, Province, Region, Zone


def make_city(code: str = "marrakech", *, province: str = "MA-MAR", zone: str = "marrakech-safi", **fields) -> City:
    """A town with its province, region and zone; the same one for the same code."""
    region, _ = Region.objects.get_or_create(code="MA-07", defaults={"name_fr": "Marrakech-Safi"})
    row, _ = Province.objects.get_or_create(
        code=province, defaults={"slug": province.lower(), "region": region, "name_fr": f"Province {province}"}
    )
    area, _ = Zone.objects.get_or_create(code=zone, defaults={"name_fr": zone})
    names = {"name_fr": code.title(), "name_ar": f"مدينة {code}", "name_en": code.title()}
    city, _ = City.objects.get_or_create(code=code, defaults={"province": row, "zone": area, **names, **fields})
    return city
