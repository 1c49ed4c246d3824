package org.dood.network.engine.tls;

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

/**
 * The client's side of TLS with an engine.
 *
 * @param context trusts the authority that was given, and shows the certificate if there was one
 */
public record TlsMaterial(SSLContext context) {

  /** A key store must have a password; this one never leaves memory. */
  private static final char[] STORE_PASSWORD = "in-memory".toCharArray();

  /** What the PEM texts came to. */
  public sealed interface Parsed {

    /** They can be used. */
    record Good(TlsMaterial material) implements Parsed {}

    /** They cannot be used. */
    sealed interface Unusable extends Parsed {}

    /** A certificate or key was given, but no authority to judge the engine's certificate by. */
    record NoAuthority() implements Unusable {}

    /** Of the client's certificate and its key, one was given without the other. */
    record HalfIdentity() implements Unusable {}

    /**
     * One of the texts is not what it should be.
     *
     * @param reason in the JDK's words mostly
     */
    record Unreadable(String reason) implements Unusable {}
  }

  /**
   * Reads PEM texts.
   *
   * @param pem holds at least one text
   */
  public static Parsed parse(PemTexts pem) {
    if (pem.authority().isEmpty()) {
      return new Parsed.NoAuthority();
    }
    if (pem.certificate().isPresent() != pem.key().isPresent()) {
      return new Parsed.HalfIdentity();
    }
    try {
      var context = SSLContext.getInstance("TLS");
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities(pem.authority().get()));
      var shown =
          pem.certificate().isPresent()
              ? keyManagers(pem.certificate().get(), pem.key().orElseThrow())
              : new KeyManager[0];
      context.init(shown, trust.getTrustManagers(), null);
      return new Parsed.Good(new TlsMaterial(context));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      return new Parsed.Unreadable(
          Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName()));
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
