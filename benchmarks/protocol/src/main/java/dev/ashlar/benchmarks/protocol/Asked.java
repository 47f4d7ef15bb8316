package dev.ashlar.benchmarks.protocol;

/// What a server of files wants to know of each request, as texts.
record Asked(
    String method, String target, String host, String acceptEncoding, String ifNoneMatch) {}
