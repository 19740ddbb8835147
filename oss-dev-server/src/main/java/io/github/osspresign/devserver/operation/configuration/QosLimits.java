// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.util.List;

/** Limits of bandwidth (in Gbit/s) and of requests a second. This server applies none of them. */
final class QosLimits {

    /** The bandwidth of an account. Its requests are unlimited. */
    private static final long BANDWIDTH = 10;

    private static final String UNLIMITED = "-1";
    private static final String QPS = "Qps";
    private static final List<String> KINDS = List.of("UploadBandwidth", "DownloadBandwidth", QPS);
    private static final List<String> NETWORKS = List.of("Intranet", "Extranet");

    private QosLimits() {}

    /** Adds the limits of a bucket that the document lacks, or throws InvalidArgument if one exceeds a wider one. */
    static void complete(XmlElement configuration) {
        for (String kind : KINDS) {
            configuration.addMissing("Total" + kind, UNLIMITED);
            long total = limit(configuration, "Total" + kind, kind.equals(QPS) ? Long.MAX_VALUE : BANDWIDTH);
            for (String network : NETWORKS) {
                configuration.addMissing(network + kind, UNLIMITED);
                limit(configuration, network + kind, total < 0 ? Long.MAX_VALUE : total);
            }
        }
    }

    private static long limit(XmlElement configuration, String name, long most) {
        String text = String.valueOf(configuration.text(name));
        if (!text.matches("-1|[0-9]{1,9}") || Long.parseLong(text) > most) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument(name, text);
        }
        return Long.parseLong(text);
    }

    /** Writes the limits of a bucket for which none are set. */
    static void write(XmlDocument xml) {
        write(xml, UNLIMITED);
    }

    /** Returns the response to GetUserQosInfo: the limits of the account. */
    static Response ofAccount(ServiceRules rules) {
        return XmlBody.response("QoSConfiguration", xml -> {
            xml.element("Region", rules.location());
            write(xml, Long.toString(BANDWIDTH));
        });
    }

    private static void write(XmlDocument xml, String bandwidth) {
        for (String kind : KINDS) {
            xml.element("Total" + kind, kind.equals(QPS) ? UNLIMITED : bandwidth);
            NETWORKS.forEach(network -> xml.element(network + kind, UNLIMITED));
        }
    }
}
