// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Page on which a stranger sends files. */
@Controller
class RequestPage {

    private final FileRequestStore requests;
    private final Clock clock;

    RequestPage(FileRequestStore requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    @GetMapping("/r/{id}")
    String show(@PathVariable String id, Model model, HttpServletResponse response) {
        Optional<FileRequest> found = requests.find(id);
        String state =
                found.map(request -> request.state(clock.instant()).name()).orElse("MISSING");
        model.addAttribute("state", state);
        found.ifPresent(request -> {
            model.addAttribute("request", request);
            model.addAttribute(
                    "accept", request.types().stream().map(type -> "." + type).collect(Collectors.joining(",")));
        });
        response.setStatus(
                switch (state) {
                    case "OPEN" -> HttpStatus.OK.value();
                    case "MISSING" -> HttpStatus.NOT_FOUND.value();
                    default -> HttpStatus.GONE.value();
                });
        return "request";
    }
}
