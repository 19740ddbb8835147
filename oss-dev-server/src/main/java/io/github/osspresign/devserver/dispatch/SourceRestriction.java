// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.dispatch;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.Query;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Restricts a signed URL to client addresses: those that share the first bits with an IPv4 address, all 32 bits by
 * default. To OSS, the signature of another client does not match.
 */
public final class SourceRestriction {

    private static final String ADDRESS = "x-oss-ac-source-ip";
    private static final String BITS = "x-oss-ac-subnet-mask";
    private static final Set<String> NAMES = Set.of(ADDRESS, BITS);
    private static final String V1_URL = "OSSAccessKeyId";
    private static final String V4_URL = "x-oss-signature-version";

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern NUMBER_OF_BITS = Pattern.compile("[1-9]|[12]\\d|3[0-2]");

    private SourceRestriction() {}

    /** Returns whether {@link #check} enforces this parameter. */
    static boolean isEnforced(Query query, String name) {
        return NAMES.contains(name) && (query.contains(V1_URL) || query.contains(V4_URL));
    }

    /** Throws SignatureDoesNotMatch if the client has another address than the URL allows. */
    public static void check(OssRequest request) {
        String address = request.query().first(ADDRESS);
        if (address == null || !isEnforced(request.query(), ADDRESS)) {
            return;
        }
        String bits = Objects.requireNonNullElse(request.query().first(BITS), "32");
        if (!NUMBER_OF_BITS.matcher(bits).matches()) {
            throw invalid(BITS, bits, "The subnet mask must be a number of bits from 1 to 32.");
        }
        int mask = -1 << (32 - Integer.parseInt(bits));
        int allowed = parse(address) & mask;
        if (!(request.http().client().address() instanceof Inet4Address client) || (number(client) & mask) != allowed) {
            throw OssErrorCode.SIGNATURE_DOES_NOT_MATCH
                    .error()
                    .ec(request.query().contains(V4_URL) ? "0002-00000225" : "0002-00000602")
                    .withDiagnosis("The request does not come from an address that the URL allows.");
        }
    }

    private static int parse(String address) {
        Matcher parts = IPV4.matcher(address);
        if (!parts.matches()) {
            throw notIpv4(address);
        }
        int number = 0;
        for (int i = 1; i <= parts.groupCount(); i++) {
            int part = Integer.parseInt(parts.group(i));
            if (part > 255) {
                throw notIpv4(address);
            }
            number = number << 8 | part;
        }
        return number;
    }

    private static int number(Inet4Address client) {
        return ByteBuffer.wrap(client.getAddress()).getInt();
    }

    private static OssException notIpv4(String address) {
        return invalid(ADDRESS, address, "The source IP must be an IPv4 address.");
    }

    private static OssException invalid(String name, String value, String message) {
        return OssErrorCode.INVALID_ARGUMENT.error(message).argument(name, value);
    }
}
