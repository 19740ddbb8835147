package io.github.osspresign.transfer.model;

import io.github.osspresign.error.OssPresignException;
import java.io.IOException;
import java.io.InputStream;

/**
 * An object while it arrives. The stream reports its end, and gives out its last bytes, only after all bytes are verified;
 * until then a reader must be able to take back what it has made of them. One thread reads; any thread may close.
 */
public abstract non-sealed class DownloadStream extends InputStream implements DownloadResult {

    /** Returns the name of the object; it has sub-folders only if the request names them. */
    public abstract String fileName();

    /** Returns the length of the object in bytes, -1 if it is not announced. */
    public abstract long length();

    /** Returns what the service tells of the object. */
    public abstract RemoteObject object();

    /** Returns what the bytes are verified by before the end is reported. */
    public abstract VerifiedBy verifiedBy();

    /** Returns the number of attempts so far, 1 if nothing has gone wrong. */
    public abstract int attempts();

    /**
     * Reads the next bytes of the object.
     *
     * @throws OssPresignException of the kind that says why there is no more, or why the bytes so far are not the object;
     *     any further call throws it again
     * @throws IOException if the stream has been closed before its end
     */
    @Override
    public abstract int read(byte[] buffer, int offset, int count) throws IOException;

    /** Drops the connection if the end has not been reached. */
    @Override
    public abstract void close();
}
