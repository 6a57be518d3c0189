"""Drives the emulator with pywa. Prints the webhook port, then reads where the emulator is from standard input."""

import json
import sys
import traceback

import httpx
from pywa import WhatsApp
from receiver import Receiver
from scenes import PHONE, SCENES, Stage
from schema import check


def main() -> int:
    receiver = Receiver()
    print(receiver.port, flush=True)
    place = json.loads(sys.stdin.readline())
    session = httpx.Client(trust_env=False, timeout=20)
    client = WhatsApp(
        phone_id=place["number"],
        token=place["token"],
        app_secret=place["secret"],
        verify_token=place["verify"],
        validate_updates=True,
        session=session,
    )
    session.base_url = place["graph"]
    receiver.listen(client)
    print("listening", flush=True)
    stage = Stage(client, receiver, place["control"])
    stage.control.post("contacts", json={"name": "Chuy", "phone": PHONE})
    assert stage.control.post("handshake").json()["verified"], "pywa did not pass the handshake"
    failed = 0
    for scene in SCENES:
        try:
            scene(stage)
            print(f"pywa: {scene.__name__} ok")
        except Exception:
            failed += 1
            print(f"pywa: {scene.__name__} FAILED\n{traceback.format_exc()}")
    try:
        print("pywa:", check(receiver.bodies, place["schema"]))
    except Exception:
        failed += 1
        print(f"pywa: schema FAILED\n{traceback.format_exc()}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
