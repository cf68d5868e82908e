package io.parley.accounts.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How keys are written and what is kept of them. A key is
 * {@code sk-parley-<id>-<secret>}: the id, 48 bits in hexadecimal, is shown in lists; the
 * secret has 256 random bits, which nobody can try out, so that one round of a salted
 * hash does what many do for passwords.
 */
final class KeyText {

    private static final String START = "sk-parley-";

    private static final int ID_BYTES = 6;

    private static final int SECRET_BYTES = 32;

    private static final int SALT_BYTES = 16;

    private static final Pattern KEY = Pattern.compile(START + "([0-9a-f]{12})-[A-Za-z0-9_-]{43}");

    private KeyText() {
    }

    static String newId(SecureRandom random) {
        return HexFormat.of().formatHex(bytes(random, ID_BYTES));
    }

    static String newSalt(SecureRandom random) {
        return HexFormat.of().formatHex(bytes(random, SALT_BYTES));
    }

    static String newKey(String id, SecureRandom random) {
        return prefix(id) + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, SECRET_BYTES));
    }

    static String prefix(String id) {
        return START + id + "-";
    }

    /** Whether a text is meant as one of our keys. */
    static boolean isMeant(String text) {
        return text.startsWith(START);
    }

    /** The id within a key; none if it is not written like one. */
    static Optional<String> id(String key) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static String hash(String salt, String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(salt));
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Compares in a time that does not tell where two hashes differ. */
    static boolean isSame(String hash, String other) {
        return MessageDigest.isEqual(hash.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

}
