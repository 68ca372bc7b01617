from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MyDataConfig(AppConfig):
    name = "marketplace.mydata"
    label = "mydata"
    verbose_name = "Data about persons"

    def ready(self) -> None:
        # Each package declares its part in its mydata.py, as it declares its messages in messages.py.
        autodiscover_modules("mydata")
