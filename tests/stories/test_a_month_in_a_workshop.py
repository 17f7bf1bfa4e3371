"""March 2026 in the wood workshop of Natore: made, sold, released, paid, and not a poisha left over."""

import clock
from tests.stories.conftest import Prison


def test_a_month_in_a_workshop(natore: Prison) -> None:
    five, three, two = natore.makers

    # 2 March. A stool for 1,250.00, of 300.00 materials and 100.00 power, carried for 60.00.
    # Profit 850.00; at 50 % the makers have 425.00, by 5:3:2 212.50, 127.50 and 85.00; the department 425.00.
    with natore.on(2):
        natore.sell(125_000, costs={"materials": 30_000, "power": 10_000}, delivery=6_000)

    # 5 March. Four mats at 99.99, of 160.00 materials in all.
    # 399.96 − 160.00 = 239.96; makers 119.98: 59.99, 35.994, 23.996 → 59.99, 35.99, 24.00; department 119.98.
    with natore.on(5):
        natore.sell(9_999, 4, costs={"materials": 16_000})

    # 10 March. The first of them worked ten days for the prison itself: at 2.00 a day 20.00, the office's expense.
    with natore.on(10):
        natore.release()  # the stool's window ended with 9 March; the mats' ends with 12 March
        natore.daily_wage(five, 10)

    # 13 March. The mats are released too. All is paid: five 212.50 + 59.99 + 20.00, three 163.49, two 109.00.
    with natore.on(13):
        natore.release()
        payout = natore.draft()
        assert {line.maker_id: line.poisha for line in payout.lines.all()} == {
            five.pk: 29_249,
            three.pk: 16_349,
            two.pk: 10_900,
        }
    with natore.on(15):
        natore.settle(payout)

    # 20 March. A table for 4,000.01, of nothing but work. Makers 2,000.005 → 2,000.01, half a poisha up:
    # 1,000.005, 600.003, 400.002 → 1,000.01, 600.00, 400.00; the department 2,000.00.
    with natore.on(20):
        natore.sell(400_001)

    with natore.on(31):
        natore.release()
        assert natore.book() == {
            "clearing": 125_000 + 6_000 + 39_996 + 400_001,
            "delivery": -6_000,
            "materials": -(30_000 + 16_000),
            "costs": -10_000,
            "department": -(42_500 + 11_998 + 200_000),
            "daily_wages": 2_000,
            "five available": -100_001,
            "three available": -60_000,
            "two available": -40_000,
            "bank": -(29_249 + 16_349 + 10_900),
        }
        assert clock.today().isoformat() == "2026-03-31"
