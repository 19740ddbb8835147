package io.github.osspresign.transfer.model;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.EntityTag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What makes an object the same one, whatever link leads to it. Nothing of it is a secret.
 *
 * @param address host, port where it is not the default one, bucket and key as they stand in the link, but with one
 *     percent-encoding; where the service makes something of the object (x-oss-process), that too
 * @param state the version that the link is signed for, else the entity tag; {@code null} while it is not known
 */
public record ObjectIdentity(String address, @Nullable String state) {

    /*
     * Address and state come from what is signed or from what the service answers, not from what a link in its JSON
     * form says besides: bucket, key and version there are anybody's words. Its entity tag counts, since an answer with
     * another one is refused; where the object is processed that is not so, and the tag then is what tells one state of
     * the object from the next, though not one output from another: that the process does.
     */

    /** As much as the message id of Camel's JDBC repository holds. */
    public static final int LONGEST_TEXT = 100;

    private static final int SHOWN_OF_LONGER = 35;
    private static final String UNRESERVED = "-._/";

    /** What the link tells. */
    public static ObjectIdentity of(PresignedLink link) throws HostNotAllowedException {
        LinkAddress address = LinkAddress.parse(link.url());
        String target = address.requestTarget();
        String process = parameter(target, "x-oss-process");
        String version = parameter(target, "versionId");
        String etag = state(EntityTag.withoutQuotes(link.etag()));
        // The version "null" is overwritten like an object without versions.
        return new ObjectIdentity(
                hostAndPath(address) + (process == null ? "" : "?x-oss-process=" + encoded(process)),
                version == null || version.isEmpty() || version.equals("null") ? etag : "version=" + encoded(version));
    }

    /** The hash of host and path of a link: the same for each link to an object by one of its addresses. */
    public static String hashOf(LinkAddress address) {
        return sha256(hostAndPath(address));
    }

    private static String hostAndPath(LinkAddress address) {
        String target = address.requestTarget();
        int query = target.indexOf('?');
        return address.authority() + encoded(query < 0 ? target : target.substring(0, query));
    }

    /** Returns this object, with the state that the entity tag of its response tells where the link does not. */
    public ObjectIdentity completedBy(@Nullable String etag) {
        return state != null ? this : new ObjectIdentity(address, state(etag));
    }

    private static @Nullable String state(@Nullable String etag) {
        return etag == null || etag.isEmpty() ? null : "etag=" + encoded(etag);
    }

    private static @Nullable String parameter(String target, String name) {
        int query = target.indexOf('?');
        for (String parameter :
                query < 0 ? new String[0] : target.substring(query + 1).split("&", -1)) {
            if (parameter.equals(name) || parameter.startsWith(name + "=")) {
                return parameter.substring(Math.min(name.length() + 1, parameter.length()));
            }
        }
        return null;
    }

    /** What stands for itself as such, the rest in percent-encoding, whether it came so or not. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] & 0xff;
            if (value == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
                value = Character.digit(bytes[i + 1], 16) << 4 | Character.digit(bytes[i + 2], 16);
                i += 2;
            }
            boolean plain = value < 0x80 && Character.isLetterOrDigit(value);
            if (plain || UNRESERVED.indexOf(value) >= 0) {
                encoded.append((char) value);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) value));
            }
        }
        return encoded.toString();
    }

    private static boolean isHex(byte digit) {
        return Character.digit(digit, 16) >= 0;
    }

    /**
     * A text that no other object has, of at most 100 printable ASCII characters: {@code host/path#state}, or, where that
     * is longer, its beginning, {@code ~} and its SHA-256.
     */
    public String text() {
        String text = address + (state == null ? "" : "#" + state);
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, SHOWN_OF_LONGER) + "~" + sha256(text);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: expected in every JDK", e);
        }
    }
}
