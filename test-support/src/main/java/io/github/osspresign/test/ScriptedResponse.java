package io.github.osspresign.test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a {@link ScriptedServer} answers. */
public final class ScriptedResponse {

    private final List<String> head;
    private final byte[] body;
    private final Ending ending;

    /**
     * @param head status line and headers, without the empty line at the end
     * @param body the body as it goes over the wire, its framing included
     * @param ending what the server does after the last byte
     */
    public ScriptedResponse(List<String> head, byte[] body, Ending ending) {
        this.head = head;
        this.body = body;
        this.ending = ending;
    }

    /** What follows the last byte. */
    public enum Ending {
        KEEP_ALIVE,
        CLOSE,
        RESET,
        STALL,
        /** The body comes again and again, for ever. */
        REPEAT
    }

    /** 200 with that body and its length. */
    public static ScriptedResponse ok(byte[] body) {
        return status("200 OK", body);
    }

    public static ScriptedResponse ok(String body) {
        return ok(body.getBytes(StandardCharsets.UTF_8));
    }

    public static ScriptedResponse status(String status, byte[] body) {
        return new ScriptedResponse(
                List.of("HTTP/1.1 " + status, "Content-Length: " + body.length), body, Ending.KEEP_ALIVE);
    }

    /** An error as OSS words it (OSS API, "Error responses"). */
    public static ScriptedResponse error(String status, String code, String message, String ec) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>" + code + "</Code>\n  <Message>"
                + message + "</Message>\n  <RequestId>67A0301D0123456789ABCDEF</RequestId>\n"
                + "  <HostId>bucket.example</HostId>\n  <EC>" + ec + "</EC>\n</Error>\n";
        return status(status, xml.getBytes(StandardCharsets.UTF_8)).with("Content-Type", "application/xml");
    }

    /** Not a byte. */
    public static ScriptedResponse silence(Ending ending) {
        return new ScriptedResponse(List.of(), new byte[0], ending);
    }

    /** Bytes that follow no rule; the connection is closed after them. */
    public static ScriptedResponse raw(String head, byte[] body) {
        return new ScriptedResponse(List.of(head), body, Ending.CLOSE);
    }

    /** 200 in chunks of that size, without a length. */
    public static ScriptedResponse chunked(byte[] body, int chunkSize) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int i = 0; i < body.length; i += chunkSize) {
            int length = Math.min(chunkSize, body.length - i);
            wire.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            wire.write(body, i, length);
            wire.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        wire.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return new ScriptedResponse(
                List.of("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"), wire.toByteArray(), Ending.KEEP_ALIVE);
    }

    /** That status, a length of a terabyte, and bytes without end. */
    public static ScriptedResponse endless(String status, byte[] body) {
        return new ScriptedResponse(
                List.of("HTTP/1.1 " + status, "Content-Length: 1000000000000"), body, Ending.REPEAT);
    }

    /** 200 whose end is the end of the connection. */
    public static ScriptedResponse unannounced(byte[] body) {
        return new ScriptedResponse(List.of("HTTP/1.1 200 OK"), body, Ending.CLOSE);
    }

    public ScriptedResponse with(String name, String value) {
        List<String> more = new ArrayList<>(head);
        more.add(name + ": " + value);
        return new ScriptedResponse(more, body, ending);
    }

    /** Only the first bytes of the body are sent, and then this happens. */
    public ScriptedResponse afterBytes(int sent, Ending then) {
        return new ScriptedResponse(head, Arrays.copyOf(body, sent), then);
    }

    public ScriptedResponse ending(Ending changed) {
        return new ScriptedResponse(head, body, changed);
    }

    public List<String> head() {
        return head;
    }

    public byte[] body() {
        return body;
    }

    public Ending ending() {
        return ending;
    }
}
