// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Response of a {@link ScriptedServer}, byte for byte. */
public final class ScriptedResponse {

    private final List<String> head;
    private final byte[] body;
    private final Ending ending;

    /**
     * @param head status line and headers, without the empty line at the end
     * @param body body with its framing
     * @param ending what the server does after the last byte
     */
    public ScriptedResponse(List<String> head, byte[] body, Ending ending) {
        this.head = head;
        this.body = body;
        this.ending = ending;
    }

    /** Action of the server after the last byte. */
    public enum Ending {
        KEEP_ALIVE,
        CLOSE,
        RESET,
        STALL,
        /** Sends the body again and again. */
        REPEAT
    }

    /** Returns status 200 with a body and its length. */
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

    /** Returns an error document of OSS (OSS API, "Error responses"). */
    public static ScriptedResponse error(String status, String code, String message, String ec) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>" + code + "</Code>\n  <Message>"
                + message + "</Message>\n  <RequestId>67A0301D0123456789ABCDEF</RequestId>\n"
                + "  <HostId>bucket.example</HostId>\n  <EC>" + ec + "</EC>\n</Error>\n";
        return status(status, xml.getBytes(StandardCharsets.UTF_8)).with("Content-Type", "application/xml");
    }

    /** Returns a response without a byte. */
    public static ScriptedResponse silence(Ending ending) {
        return new ScriptedResponse(List.of(), new byte[0], ending);
    }

    /** Returns arbitrary bytes, after which the connection is closed. */
    public static ScriptedResponse raw(String head, byte[] body) {
        return new ScriptedResponse(List.of(head), body, Ending.CLOSE);
    }

    /** Returns status 200 with a body in chunks. */
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

    /** Returns a status, a length of a terabyte, and endless bytes. */
    public static ScriptedResponse endless(String status, byte[] body) {
        return new ScriptedResponse(
                List.of("HTTP/1.1 " + status, "Content-Length: 1000000000000"), body, Ending.REPEAT);
    }

    /** Returns status 200 with a body that ends with the connection. */
    public static ScriptedResponse unannounced(byte[] body) {
        return new ScriptedResponse(List.of("HTTP/1.1 200 OK"), body, Ending.CLOSE);
    }

    public ScriptedResponse with(String name, String value) {
        List<String> more = new ArrayList<>(head);
        more.add(name + ": " + value);
        return new ScriptedResponse(more, body, ending);
    }

    /** Returns this response with only the first bytes of its body. */
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
