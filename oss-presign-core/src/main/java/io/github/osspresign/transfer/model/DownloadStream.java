// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.error.OssPresignException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stream of the bytes of an object. It reports its end, and returns its last bytes, only after all bytes are verified;
 * until then a reader must be able to undo what it has done with them. One thread reads; any thread may close.
 */
public abstract non-sealed class DownloadStream extends InputStream implements DownloadResult {

    /** Creates a stream. */
    protected DownloadStream() {}

    /** Returns the name of the object; it has sub-folders only if the request names them. */
    public abstract String fileName();

    /** Returns the length of the object in bytes, -1 if it is not announced. */
    public abstract long length();

    /** Returns the metadata of the object. */
    public abstract RemoteObject object();

    /** Returns how the bytes are verified before the end is reported. */
    public abstract VerifiedBy verifiedBy();

    /** Returns the number of attempts so far, 1 if none has failed. */
    public abstract int attempts();

    /**
     * Reads the next bytes of the object.
     *
     * @throws OssPresignException if the remaining bytes cannot be read, or if the bytes so far are not those of
     *     the object; each further call throws it again
     * @throws IOException if the stream has been closed before its end
     */
    @Override
    public abstract int read(byte[] buffer, int offset, int count) throws IOException;

    /** Closes the stream, and the connection if the end has not been reached. */
    @Override
    public abstract void close();
}
