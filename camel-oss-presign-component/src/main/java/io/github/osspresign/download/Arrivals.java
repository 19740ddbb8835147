package io.github.osspresign.download;

/** How much of an object has come. */
interface Arrivals {

    /** Where nothing comes, as in an upload. */
    Arrivals NONE = new Arrivals() {
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
