package io.github.osspresign.devserver.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that tells trouble with the client apart from trouble with the storage it is copied to. */
final class RequestBodyInputStream extends FilterInputStream {

    private boolean broken;

    RequestBodyInputStream(InputStream fromClient) {
        super(fromClient);
    }

    boolean isBroken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            broken = true;
            throw new IncompleteBodyException(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            broken = true;
            throw new IncompleteBodyException(e);
        }
    }

    /** Skips the rest; an answer has been sent by then, and an exception would only keep the client from reading it. */
    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            broken = true;
        }
    }
}
