package org.dood.network.engine.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a private key as {@code openssl} writes it: PKCS #8 (RFC 5208), or an RSA key on its own
 * (PKCS #1, RFC 8017), which the JDK does not read. Its own reader of PEM text is a preview yet,
 * and the library that reads all there is weighs as much as everything else that is put into the
 * image.
 */
final class PemKey {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /** PKCS #8's version, and the algorithm {@code rsaEncryption}, in DER. */
  private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int OCTET_STRING = 0x04;
  private static final int SEQUENCE = 0x30;

  private PemKey() {}

  /**
   * Reads a key.
   *
   * @throws GeneralSecurityException if it is in another form, which its message says how to change
   */
  static PrivateKey read(String text) throws GeneralSecurityException {
    var block = BLOCK.matcher(text);
    if (!block.find()) {
      throw new InvalidKeySpecException("there is no private key in the key");
    }
    var der = Base64.getMimeDecoder().decode(block.group(2));
    return switch (block.group(1)) {
      case "" -> fromPkcs8(der);
      case "RSA " -> fromPkcs8(der(SEQUENCE, RSA, der(OCTET_STRING, der)));
      case String form ->
          throw new InvalidKeySpecException(
              "a key of the form '"
                  + form
                  + "PRIVATE KEY' is not supported; convert it with 'openssl pkcs8 -topk8 -nodes'");
    };
  }

  private static PrivateKey fromPkcs8(byte[] der)
      throws InvalidKeySpecException, NoSuchAlgorithmException {
    var specification = new PKCS8EncodedKeySpec(der);
    for (var algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(specification);
      } catch (InvalidKeySpecException e) {
        // It is a key for another one.
      }
    }
    throw new InvalidKeySpecException("the key is for none of " + String.join(", ", ALGORITHMS));
  }

  /** A value in DER, with its tag and length before it (X.690, 8.1). */
  private static byte[] der(int tag, byte[]... parts) {
    var value = new ByteArrayOutputStream();
    for (var part : parts) {
      value.writeBytes(part);
    }
    var whole = new ByteArrayOutputStream();
    whole.write(tag);
    // Keys are longer than what a single byte, or two, can tell.
    whole.write(0x83);
    whole.write(value.size() >> 16);
    whole.write(value.size() >> 8);
    whole.write(value.size());
    whole.writeBytes(value.toByteArray());
    return whole.toByteArray();
  }
}
