package io.github.osspresign.camel.presign.message;

import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.UploadJson;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/** JSON form of an upload plan as a message body, which can be read several times. Links are signed while it is read. */
final class PlanBody extends FilterInputStream implements StreamCache {

    private final PresignedUpload plan;
    private long position;

    PlanBody(PresignedUpload plan) {
        super(UploadJson.stream(plan));
        this.plan = plan;
    }

    @Override
    public int read() throws IOException {
        int single = super.read();
        position += single < 0 ? 0 : 1;
        return single;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public synchronized void reset() {
        in = UploadJson.stream(plan);
        position = 0;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        UploadJson.write(plan, out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new PlanBody(plan);
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    /** Returns -1: the length is not known before all links are signed. */
    @Override
    public long length() {
        return -1;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
