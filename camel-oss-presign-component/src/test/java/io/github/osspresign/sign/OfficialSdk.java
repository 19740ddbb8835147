package io.github.osspresign.sign;

/** One of the official SDKs, held against our signer. */
interface OfficialSdk extends AutoCloseable {

    /** The SDK's own URL for an input; the SDK may read the clock for its sign time, its URL tells. */
    SignedUrl presign(SigningInput input);

    @Override
    void close();
}
