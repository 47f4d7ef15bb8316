-- One small upload after the other.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"event":"opened","text":"' .. string.rep("a", 270) .. '"}\n'
