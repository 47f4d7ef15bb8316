/// Validators that give a verdict, and a folder that cannot be left.
///
/// The main types:
///
/// - [dev.ashlar.http.security.PathPolicy], from a raw path to its decoded segments, or to the
///   refusal;
/// - [dev.ashlar.http.security.HostPolicy], whether a request was meant for this server;
/// - [dev.ashlar.http.security.ConfinedDirectory], opens files below a root, past which no link
///   leads;
/// - [dev.ashlar.http.security.ConnectionQuota] and [dev.ashlar.http.security.LogBudget], limits on
///   connections and on log lines.
///
/// It parses no HTTP, opens no socket, resolves no name, logs nothing, starts no thread and holds
/// no static mutable state. It authenticates nobody and encrypts nothing.
@org.jspecify.annotations.NullMarked
module dev.ashlar.http.security {
  requires static org.jspecify;

  exports dev.ashlar.http.security;
}
