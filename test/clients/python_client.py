"""Asks the upstream and the gateway the same with the official client, and prints what it parsed.

stdin:  {"direct": URL, "gateway": URL, "control": URL, "shapes": [{"name", "body", "upstream"?, "fails"?}]}
stdout: [{"name", "stream", "direct", "first", "second"?}], each an answer {whole?, chunks?, error?, cache}
"""
import json
import sys
import urllib.request

import openai

given = json.load(sys.stdin)
CLEAR = {"fault": None, "faultBody": None, "answer": None, "extras": None}
KNOWN = ("messages", "input", "stream", "stream_options")


def client(url):
    return openai.OpenAI(api_key="sk-client", base_url=url, max_retries=0)


def behave(patch):
    request = urllib.request.Request(given["control"], json.dumps(patch).encode(), method="POST")
    urllib.request.urlopen(request).read()


def error_of(error):
    if not isinstance(error, openai.APIError):
        return {"name": type(error).__name__}
    told = {name: getattr(error, name, None) for name in ("status_code", "code", "type", "param", "message", "body")}
    return {"name": type(error).__name__, **told}


def parse(openai_client, body, namespace):
    rest = {name: value for name, value in body.items() if name not in KNOWN}
    own = {name: body[name] for name in KNOWN if name in body}
    parsed = {"cache": ""}
    try:
        way = openai_client.responses if "input" in body else openai_client.chat.completions
        raw = way.with_raw_response.create(
            model="gpt-4o-mini", extra_body=rest, extra_headers={"X-Deflect-Namespace": namespace}, **own
        )
        parsed["cache"] = raw.headers.get("cache-status", "")
        answer = raw.parse()
        if not body.get("stream"):
            parsed["whole"] = answer.to_dict(mode="json")
        else:
            parsed["chunks"] = []
            for chunk in answer:
                parsed["chunks"].append(chunk.to_dict(mode="json"))
    except Exception as error:
        parsed["error"] = error_of(error)
    return parsed


direct, gateway = client(given["direct"]), client(given["gateway"])
results = []
for shape in given["shapes"]:
    if shape.get("fails"):
        # Failures in a row would open the gateway's circuit.
        behave(CLEAR)
        parse(gateway, {"messages": [{"role": "user", "content": "Still there?"}]}, shape["name"].replace(" ", "-"))
    behave({**CLEAR, **shape.get("upstream", {})})
    for stream in (False, True):
        body = shape["body"]
        if stream:
            body = {**body, "stream": True, **({} if "input" in body else {"stream_options": {"include_usage": True}})}
        elif body.get("stream"):
            continue
        namespace = "python-stream" if stream else "python-whole"
        answers = {"direct": parse(direct, body, namespace), "first": parse(gateway, body, namespace)}
        if not shape.get("fails"):
            answers["second"] = parse(gateway, body, namespace)
        results.append({"name": shape["name"], "stream": stream, **answers})
behave(CLEAR)
json.dump(results, sys.stdout)
