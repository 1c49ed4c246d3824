package org.dood.network.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.dood.network.engine.EngineAddress.Parsed;
import org.dood.network.engine.EngineAddress.Tcp;

/**
 * What it takes to speak TLS with an engine, ready to be used.
 *
 * @param context made of the PEM texts that were given
 */
public record TlsMaterial(SSLContext context) {

  /** The password of a store in memory, which protects nothing. */
  private static final char[] STORE_PASSWORD = "in-memory".toCharArray();

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
      var context = SSLContext.getInstance("TLS");
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities(authority.get()));
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
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      return new Parsed.BadTls("they cannot be read (" + e.getMessage() + ")");
    }
  }

  private static KeyManager[] keyManagers(String certificate, String key)
      throws GeneralSecurityException, IOException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    var store = emptyStore();
    var chain = certificates(certificate).toArray(Certificate[]::new);
    store.setKeyEntry("client", PemKey.read(key), STORE_PASSWORD, chain);
    keys.init(store, STORE_PASSWORD);
    return keys.getKeyManagers();
  }

  private static KeyStore authorities(String pem) throws GeneralSecurityException, IOException {
    var store = emptyStore();
    for (var certificate : certificates(pem)) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws CertificateException {
    var text = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    var certificates = CertificateFactory.getInstance("X.509").generateCertificates(text);
    if (certificates.isEmpty()) {
      throw new CertificateException("there is no certificate in the certificate");
    }
    return certificates;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
