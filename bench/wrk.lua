-- Requests of a list file, one a line: path, tab, bearer token (may be empty). Each thread starts at a
-- place of its own and walks the list round and round.
local requests, at = {}, 0
local threads = 0

function setup(thread)
    thread:set("first", threads * 7919)
    threads = threads + 1
end

function init(args)
    local gzip = args[2] == "gzip"
    for line in io.lines(args[1]) do
        local path, token = line:match("^([^\t]*)\t(.*)$")
        local headers = { ["Host"] = wrk.headers["Host"] }
        if token ~= "" then headers["Authorization"] = "Bearer " .. token end
        if gzip then headers["Accept-Encoding"] = "gzip" end
        requests[#requests + 1] = wrk.format("GET", path, headers)
    end
    at = first
end

function request()
    at = at + 1
    return requests[at % #requests + 1]
end

function done(summary, latency)
    io.write(string.format("requests %d errors %d p50_us %d p99_us %d\n", summary.requests,
        summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
