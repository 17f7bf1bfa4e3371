"""Pictures drawn by our own code, until prisons upload photographs.

A picture is asked for by name: `draw("stool")`; with `closer=True` it is a second one that looks closer.
"""

from collections.abc import Callable

from PIL import Image

from demonstration.drawings import goods, practices, wares
from demonstration.drawings.canvas import Canvas, Point, camera_data, jpeg

Drawing = Callable[[Canvas], None]

SAND, ROSE, LEAF, CLAY, SKY, LILAC, LINEN = (
    "#efe3cf",
    "#f3e3df",
    "#e4ecdf",
    "#ece0d4",
    "#e1e9ec",
    "#ebe4ec",
    "#f1ecdd",
)

# name: what draws it, the tint behind it, the part of it that the second picture shows larger
DRAWINGS: dict[str, tuple[Drawing, str, Point]] = {
    "stool": (goods.stool, SAND, (120, 66)),
    "jute_bag": (goods.jute_bag, LEAF, (120, 108)),
    "folder_bag": (goods.folder_bag, LINEN, (120, 90)),
    "basket": (goods.basket, SAND, (110, 100)),
    "palm_mat": (goods.palm_mat, LEAF, (96, 100)),
    "doormat": (goods.doormat, LINEN, (90, 90)),
    "quilt": (goods.quilt, ROSE, (92, 74)),
    "cushions": (goods.cushions, ROSE, (94, 108)),
    "gamcha": (goods.gamcha, LINEN, (120, 84)),
    "sari": (goods.sari, LILAC, (120, 88)),
    "jamdani": (goods.jamdani, SKY, (92, 112)),
    "lungi": (goods.lungi, SKY, (104, 90)),
    "bedsheet": (goods.bedsheet, LEAF, (120, 90)),
    "rug": (goods.rug, LINEN, (96, 96)),
    "chair": (goods.chair, CLAY, (120, 86)),
    "table": (goods.table, SAND, (150, 92)),
    "bed": (goods.bed, CLAY, (84, 92)),
    "bench": (goods.bench, LEAF, (130, 84)),
    "almirah": (goods.almirah, SKY, (120, 70)),
    "shelf": (goods.shelf, SKY, (120, 66)),
    "door": (goods.door, LINEN, (132, 90)),
    "rack": (goods.rack, SAND, (120, 66)),
    "shoes": (wares.shoes, CLAY, (92, 112)),
    "sandals": (wares.sandals, SAND, (96, 84)),
    "belt": (wares.belt, LINEN, (120, 128)),
    "wallet": (wares.wallet, LEAF, (146, 100)),
    "panjabi": (wares.panjabi, LEAF, (120, 66)),
    "uniform": (wares.uniform, LINEN, (126, 70)),
    "three_piece": (wares.three_piece, ROSE, (120, 62)),
    "baby_quilt": (wares.baby_quilt, SKY, (120, 84)),
    "school_bag": (wares.school_bag, LINEN, (120, 100)),
    "bread": (wares.bread, SAND, (84, 104)),
    "biscuits": (wares.biscuits, LINEN, (146, 98)),
    "chanachur": (wares.chanachur, SAND, (120, 86)),
    "oil_bottle": (wares.oil_bottle, LEAF, (120, 110)),
    "pickle": (wares.pickle, LINEN, (120, 104)),
    "painting": (wares.painting, LILAC, (130, 84)),
    "vase": (wares.vase, ROSE, (120, 100)),
    "plaque": (wares.plaque, SAND, (120, 90)),
    "cards": (wares.cards, LEAF, (120, 76)),
    "boat": (wares.boat, SKY, (120, 104)),
    "family_call": (practices.family_call, LEAF, (80, 90)),
    "hearing": (practices.hearing, SAND, (120, 60)),
    "day_care": (practices.day_care, ROSE, (120, 110)),
    "lesson": (practices.lesson, LINEN, (120, 70)),
    "training": (practices.training, CLAY, (120, 96)),
    "legal_help": (practices.legal_help, SKY, (120, 90)),
    "wage_day": (practices.wage_day, LEAF, (110, 90)),
    "exercise": (practices.exercise, SKY, (120, 90)),
    "workshop": (practices.workshop, SAND, (120, 80)),
    "parcels": (practices.parcels, LINEN, (120, 100)),
    "health": (practices.health, LEAF, (120, 90)),
    "video_court": (practices.video_court, LINEN, (120, 80)),
}
CLOSER = 1.9


def draw(name: str, *, closer: bool = False) -> Image.Image:
    """Return the named picture; KeyError for a name that nobody draws."""
    drawing, tint, focus = DRAWINGS[name]
    canvas = Canvas(tint, zoom=CLOSER, focus=focus) if closer else Canvas(tint)
    drawing(canvas)
    return canvas.finished()


def file_of(name: str, *, closer: bool = False) -> bytes:
    """Return the named picture as a JPEG file that carries what a camera writes (see `camera_data`)."""
    return jpeg(draw(name, closer=closer), exif=camera_data())
