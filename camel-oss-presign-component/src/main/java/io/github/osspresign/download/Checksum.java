package io.github.osspresign.download;

import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checksum that the service, or the link, tells of the object. */
sealed interface Checksum {

    /** The best one that is told, {@code null} where none is. */
    static @Nullable Checksum of(ObjectHeaders object, PresignedLink link) {
        String crc64 = object.crc64() != null ? object.crc64() : link.crc64();
        if (crc64 != null) {
            return new OfCrc64(crc64.strip());
        }
        return object.md5() == null ? null : new OfMd5(object.md5().strip());
    }

    Verified kind();

    String expected();

    /** The one of the bytes that are here. */
    String actual(PartFile part, Pieces pieces) throws IOException;

    /** As {@code x-oss-hash-crc64ecma} has it; taken while the bytes arrived. */
    record OfCrc64(String expected) implements Checksum {
        @Override
        public Verified kind() {
            return Verified.crc64;
        }

        @Override
        public String actual(PartFile part, Pieces pieces) {
            List<Piece> whole = pieces.list();
            return Long.toUnsignedString(whole.isEmpty() ? 0 : whole.get(0).crc64());
        }
    }

    /** As {@code Content-MD5} has it; it cannot be put together from parts, so the file is read once more. */
    record OfMd5(String expected) implements Checksum {
        @Override
        public Verified kind() {
            return Verified.md5;
        }

        @Override
        public String actual(PartFile part, Pieces pieces) throws IOException {
            MessageDigest md5 = newMd5();
            ByteBuffer buffer = ByteBuffer.allocate(128 * 1024);
            long position = 0;
            while (part.read(buffer.clear(), position) > 0) {
                position += buffer.flip().remaining();
                md5.update(buffer);
            }
            return Base64.getEncoder().encodeToString(md5.digest());
        }

        static MessageDigest newMd5() {
            try {
                return MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has MD5", e);
            }
        }
    }
}
