package dev.ashlar.http.protocol.differential;

/// The parsers that ours is compared with, as they come and as lenient as they can be: somebody
/// will have configured the one in front of us like that.
enum Other {
  NETTY,
  LENIENT_NETTY,
  JETTY,
  LENIENT_JETTY,
  CARELESS,
  CARELESS_OTHERWISE;

  Reading read(byte[] octets) {
    Reader reader =
        switch (this) {
          case NETTY -> NettyReader.strict();
          case LENIENT_NETTY -> NettyReader.lenient();
          case JETTY -> JettyReader.strict();
          case LENIENT_JETTY -> JettyReader.lenient();
          case CARELESS -> new CarelessReader(true);
          case CARELESS_OTHERWISE -> new CarelessReader(false);
        };
    return reader.read(octets);
  }
}
