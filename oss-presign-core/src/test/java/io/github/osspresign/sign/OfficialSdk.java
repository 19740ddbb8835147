// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

/** Official SDK whose signatures are compared with ours. */
interface OfficialSdk extends AutoCloseable {

    /** Returns the URL of the SDK for an input. The SDK may read the clock for the sign time in the URL. */
    SignedUrl presign(SigningInput input);

    @Override
    void close();
}
