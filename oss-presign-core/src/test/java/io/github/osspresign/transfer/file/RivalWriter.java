// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.http.StrongValidator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Opens, writes, publishes, gives up and keeps the part file of one name for a while, in a separate process, and checks
 * every byte that it reads.
 */
final class RivalWriter {

    /**
     * Content that one turn writes: its name and then nothing but one byte, so that a foreign byte or a hole shows.
     *
     * @param writer letter of the process
     * @param turn number of the turn in the process
     */
    record Content(char writer, int turn, int length) {

        private static final int HEAD = 32;

        byte[] bytes() {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) (1 + Math.floorMod(turn * 31 + writer, 255)));
            byte[] head = (writer + " " + turn + " " + length + "\n").getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(head, 0, bytes, 0, head.length);
            return bytes;
        }

        StrongValidator validator() {
            return new StrongValidator("O", length, writer + "-" + turn);
        }

        Journal journal(int held) {
            Crc64 crc64 = new Crc64();
            crc64.update(bytes(), 0, held);
            return new Journal(validator(), List.of(new CompletedRange(0, held, crc64.value())));
        }

        static Content of(StrongValidator validator) {
            return new Content(
                    validator.etag().charAt(0),
                    Integer.parseInt(validator.etag().substring(2)),
                    Math.toIntExact(validator.size()));
        }

        /** The content that those bytes are, all of them. */
        static Content of(byte[] bytes) {
            String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
            if (!head.matches("(?s)[AB] [0-9]{1,9} [0-9]{1,9}\n.*")) {
                throw new IllegalStateException(bytes.length + " bytes without a head");
            }
            String[] words = head.substring(0, head.indexOf('\n')).split(" ", -1);
            Content content = new Content(words[0].charAt(0), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            int at = Arrays.mismatch(content.bytes(), bytes);
            if (at >= 0) {
                throw new IllegalStateException(content + ": " + bytes.length + " bytes, another byte at " + at);
            }
            return content;
        }
    }

    static final long LONGER_NANOS = 30_000_000_000L;

    private final char letter;
    private final Path target;
    private final Random random;
    private int turns;
    private int published;
    private int resumed;
    private int busy;

    private RivalWriter(char letter, Path directory, long seed) {
        this.letter = letter;
        this.target = directory.resolve("name");
        this.random = new Random(seed);
    }

    /** Letter, directory, seed, seconds; begins when its input ends. */
    public static void main(String[] args) throws IOException {
        RivalWriter writer = new RivalWriter(args[0].charAt(0), Path.of(args[1]), Long.parseLong(args[2]));
        System.out.println("ready");
        System.in.readAllBytes();
        long end = System.nanoTime() + Long.parseLong(args[3]) * 1_000_000_000;
        // On a busy machine the other process may have most turns until it ends.
        long limit = end + LONGER_NANOS;
        while (System.nanoTime() < (writer.resumed == 0 || writer.published == 0 ? limit : end)) {
            writer.turn();
        }
        System.out.println("right " + writer.turns + " opened, " + writer.published + " published, " + writer.resumed
                + " resumed, " + writer.busy + " times busy");
    }

    private void turn() throws IOException {
        PartFile opened = PartFiles.tryOpen(target);
        if (opened == null) {
            busy++;
            return;
        }
        try (PartFile part = opened) {
            turns++;
            Content content = begun(part);
            byte[] bytes = content.bytes();
            int half = content.length() / 2;
            write(part, bytes, 0, half);
            if (random.nextInt(8) == 0) {
                // Either given up, or cut and left to the next writer.
                if (random.nextBoolean()) {
                    part.keep(content.journal(half));
                }
                return;
            }
            if (random.nextInt(4) == 0) {
                part.writeJournal(content.journal(half));
            }
            write(part, bytes, half, content.length());
            publish(part, content);
            published++;
        }
    }

    private Content begun(PartFile part) throws IOException {
        Journal left = part.left();
        if (left == null) {
            return new Content(letter, turns, 64 + random.nextInt(20_000));
        }
        resumed++;
        Content content = Content.of(left.validator());
        byte[] held = part.open(0, left.ranges().get(0).length()).readAllBytes();
        if (!Arrays.equals(held, Arrays.copyOf(content.bytes(), held.length))) {
            throw new IllegalStateException("other bytes than " + content + " are left");
        }
        return content;
    }

    private static void write(PartFile part, byte[] bytes, int from, int to) throws IOException {
        part.write(ByteBuffer.wrap(bytes, from, to - from), from);
    }

    private void publish(PartFile part, Content content) throws IOException {
        if (random.nextBoolean()) {
            part.replace(target);
            Content.of(Files.readAllBytes(target));
            return;
        }
        Path own = target.resolveSibling("own-" + letter + turns);
        if (!part.publishAs(own)) {
            throw new IllegalStateException(own + " exists");
        }
        Content found = Content.of(Files.readAllBytes(own));
        if (!found.equals(content)) {
            throw new IllegalStateException(content + " was published as " + found);
        }
        Files.delete(own);
    }
}
