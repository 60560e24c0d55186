"""The API: the same operations as the pages, for programs with a key; its description is at /api/docs."""

from ninja import NinjaAPI

from penata_web.shared.tokens import Key

api = NinjaAPI(
    title="Penata",
    version="1",
    description="Registry, needs and plans. A key acts in one capacity and sees what that capacity sees.",
    urls_namespace="api",
    auth=Key(),
)
