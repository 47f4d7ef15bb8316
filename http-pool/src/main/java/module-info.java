/// A fixed pool of workers over a bounded queue, with leadership of task sources.
@org.jspecify.annotations.NullMarked
module dev.ashlar.http.pool {
  requires static org.jspecify;

  exports dev.ashlar.http.pool;
}
