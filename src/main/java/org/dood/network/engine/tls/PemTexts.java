package org.dood.network.engine.tls;

import java.util.Optional;

/**
 * TLS material as it is given, in PEM; all empty for no TLS.
 *
 * @param authority the certificate of the authority that signed the engine's certificate
 * @param certificate the certificate to show to the engine
 * @param key that certificate's private key
 */
public record PemTexts(
    Optional<String> authority, Optional<String> certificate, Optional<String> key) {

  /** For an engine without TLS. */
  public static final PemTexts NONE =
      new PemTexts(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether no TLS is asked for. */
  public boolean isEmpty() {
    return equals(NONE);
  }
}
