"""The demonstration's own address."""

from django.urls import path

from demonstration.views import move_clock

app_name = "demonstration"
urlpatterns = [path("demonstration/date/", move_clock, name="clock")]
