package org.dood.network.engine.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate and its key.
 *
 * @param certificate for a host, or of an authority
 * @param key its key
 * @param pem the certificate as PEM text
 * @param keyPem the key as PEM text, in the form that openssl once wrote
 */
public record TlsIdentity(X509Certificate certificate, PrivateKey key, String pem, String keyPem) {

  /**
   * Makes a new one.
   *
   * @param authority who signs it; empty for an authority itself
   * @param name its host name or IPv4 address
   */
  public static TlsIdentity signedBy(Optional<TlsIdentity> authority, String name) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      // The shortest that TLS still accepts: longer ones take seconds to find.
      generator.initialize(2048);
      var keys = generator.generateKeyPair();
      var certificate = certificate(authority, name, keys);
      return new TlsIdentity(
          certificate, keys.getPrivate(), pemOf(certificate), pemOf(keys.getPrivate()));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private static X509Certificate certificate(
      Optional<TlsIdentity> authority, String name, KeyPair keys)
      throws GeneralSecurityException, CertIOException, OperatorCreationException {
    var subject = new X500Name("CN=" + name);
    var issuer =
        authority
            .map(a -> new X500Name(a.certificate().getSubjectX500Principal().getName()))
            .orElse(subject);
    var now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofHours(1))),
            subject,
            keys.getPublic());
    builder.addExtension(
        Extension.basicConstraints, true, new BasicConstraints(authority.isEmpty()));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name)));
    var signer =
        new JcaContentSignerBuilder("SHA256withRSA")
            .build(authority.map(TlsIdentity::key).orElse(keys.getPrivate()));
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static boolean isAddress(String name) {
    return name.matches("[0-9.]+");
  }

  private static String pemOf(Object object) throws IOException {
    var text = new StringWriter();
    try (var pem = new JcaPEMWriter(text)) {
      pem.writeObject(object);
    }
    return text.toString();
  }
}
