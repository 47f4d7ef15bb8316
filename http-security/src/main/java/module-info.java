/// Validators that give a verdict, and a folder that cannot be left.
@org.jspecify.annotations.NullMarked
module dev.ashlar.http.security {
  requires static org.jspecify;

  exports dev.ashlar.http.security;
}
