// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import io.github.osspresign.examples.portal.page.PortalAddress;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** QR code of the address of a share or a request, as SVG. */
@RestController
class QrCode {

    private final PortalAddress address;

    QrCode(PortalAddress address) {
        this.address = address;
    }

    @GetMapping(path = "/{kind:s|r}/{id:[\\w-]{1,64}}/qr.svg", produces = "image/svg+xml")
    String svg(@PathVariable String kind, @PathVariable String id) throws WriterException {
        BitMatrix code = new QRCodeWriter().encode(address + "/" + kind + "/" + id, BarcodeFormat.QR_CODE, 0, 0);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                if (code.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" shape-rendering=\"crispEdges\">"
                        .formatted(code.getWidth(), code.getHeight())
                + "<path fill=\"#fff\" d=\"M0 0h%1$dv%2$dH0z\"/>".formatted(code.getWidth(), code.getHeight())
                + "<path d=\"" + path + "\"/></svg>";
    }
}
