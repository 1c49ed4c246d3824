package org.dood.network.docker;

import com.github.dockerjava.core.util.CertificateUtils;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.dood.network.docker.EngineAddress.Parsed;
import org.dood.network.docker.EngineAddress.Tcp;

/**
 * What it takes to speak TLS with an engine, ready to be used.
 *
 * @param context made of the PEM texts that were given
 */
public record TlsMaterial(SSLContext context) {

  /** The password of docker-java's store in memory, which protects nothing. */
  private static final char[] STORE_PASSWORD = "docker".toCharArray();

  static Parsed parse(
      Tcp address, Optional<String> authority, Optional<String> certificate, Optional<String> key) {
    if (authority.isEmpty() && certificate.isEmpty() && key.isEmpty()) {
      return new Parsed.Good(address);
    }
    if (authority.isEmpty()) {
      return new Parsed.BadTls("'docker-tls-ca' is missing");
    }
    if (certificate.isPresent() != key.isPresent()) {
      return new Parsed.BadTls("of 'docker-tls-cert' and 'docker-tls-key', one is missing");
    }
    try {
      // docker-java's reader of PEM text asks for it by name.
      Security.addProvider(new BouncyCastleProvider());
      var context = SSLContext.getInstance("TLS");
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(CertificateUtils.createTrustStore(new StringReader(authority.get())));
      var shown =
          certificate.isPresent()
              ? keyManagers(certificate.get(), key.orElseThrow())
              : new KeyManager[0];
      context.init(shown, trust.getTrustManagers(), null);
      return new Parsed.Good(
          new Tcp(
              address.host(),
              address.port(),
              address.path(),
              Optional.of(new TlsMaterial(context))));
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // docker-java's reader of PEM text throws what it meets.
      return new Parsed.BadTls("they cannot be read (" + e.getMessage() + ")");
    }
  }

  private static KeyManager[] keyManagers(String certificate, String key)
      throws GeneralSecurityException, IOException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(CertificateUtils.createKeyStore(key, certificate), STORE_PASSWORD);
    return keys.getKeyManagers();
  }
}
