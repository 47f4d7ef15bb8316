package dev.ashlar.http.server.api;

/// How an exchange goes on once its handler has seen the request's head.
public sealed interface Answer permits Response, OnWorker, ContentReceiver, LaterResponse {}
