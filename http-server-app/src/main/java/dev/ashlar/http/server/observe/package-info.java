/// What the server tells its operator, through Log4j: loggers `ashlar.access`, `ashlar.security`,
/// `ashlar.pool` and `ashlar.server`. (`ashlar.files` and `ashlar.uploads` are those rooms' own,
/// for what is wrong with a disk.)
///
/// [AccessLog], [SecurityLog] and [ServerLog] hear the connections, [PoolLog] the pool. Whatever a
/// client sent is printed in printable ASCII ([Printable]), so that no line can be forged; whatever
/// a client can provoke at will is limited in number, except the access log itself.
///
/// [Logging] sets up what the server's own process prints when the operator has no Log4j
/// configuration of his own. All of it goes through a [LogStream]: the threads that serve write
/// into memory, and one thread, `log-flush`, writes to the file or the terminal.
package dev.ashlar.http.server.observe;
