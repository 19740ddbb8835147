package io.github.osspresign.transfer.failure;

/** How much of an object has come. */
public interface ByteCounter {

    /** Where nothing comes, as in an upload. */
    ByteCounter NONE = new ByteCounter() {
        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public long arrived() {
            return 0;
        }
    };

    /** Bytes that have come and are still good. */
    long bytes();

    /** Bytes that have come, also those that were of no use. */
    long arrived();
}
