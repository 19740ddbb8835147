package io.github.osspresign.download;

import io.github.osspresign.link.PresignedLink;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A checksum that the service, or the link, tells of the object, and the one of the bytes that arrive. */
sealed interface Checksum {

    /** The best one that is told, {@code null} where none is. */
    static @Nullable Checksum of(ObjectHeaders object, PresignedLink link) {
        String crc64 = object.crc64() != null ? object.crc64() : link.crc64();
        if (crc64 != null) {
            return new OfCrc64(crc64.strip(), new Crc64());
        }
        return object.md5() == null ? null : new OfMd5(object.md5().strip(), newMd5());
    }

    Verified kind();

    String expected();

    /** The checksum of the bytes so far; asked for once, at the end. */
    String actual();

    void update(byte[] buffer, int count);

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** As {@code x-oss-hash-crc64ecma} has it. */
    record OfCrc64(String expected, Crc64 crc64) implements Checksum {
        @Override
        public Verified kind() {
            return Verified.crc64;
        }

        @Override
        public String actual() {
            return crc64.decimal();
        }

        @Override
        public void update(byte[] buffer, int count) {
            crc64.update(buffer, 0, count);
        }
    }

    /** As {@code Content-MD5} has it. */
    record OfMd5(String expected, MessageDigest md5) implements Checksum {
        @Override
        public Verified kind() {
            return Verified.md5;
        }

        @Override
        public String actual() {
            return Base64.getEncoder().encodeToString(md5.digest());
        }

        @Override
        public void update(byte[] buffer, int count) {
            md5.update(buffer, 0, count);
        }
    }
}
