// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.osspresign.error.OssError;
import io.github.osspresign.transfer.wire.Response;
import io.github.osspresign.transfer.wire.Responses;
import java.util.Base64;

/** Any body is read as an error as far as it tells one, and an error that is printed is read the same. */
class OssErrorParserFuzzTest {

    @FuzzTest
    void body(byte[] body) {
        OssError error = error(Responses.of(403, body, "x-oss-ec", "0002-1"));
        OssError fromHeader = error(Responses.of(
                403, new byte[0], "x-oss-err", Base64.getEncoder().encodeToString(body), "x-oss-ec", "0002-1"));

        assertThat(fromHeader).isEqualTo(error);
        assertThat(error(Responses.of(403, document(error).getBytes(UTF_8), "x-oss-ec", "0002-1")))
                .isEqualTo(error);
    }

    private static OssError error(Response response) {
        return OssErrorParser.read(response).error();
    }

    private static String document(OssError error) {
        return "<Error>" + element("Code", error.code()) + element("Message", error.message())
                + element("EC", error.ec()) + element("RequestId", error.requestId())
                + element("HostId", error.hostId()) + "</Error>";
    }

    private static String element(String name, String text) {
        if (text == null) {
            return "";
        }
        String escaped = text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
        return "<" + name + ">" + escaped + "</" + name + ">";
    }
}
