package org.patientjourney.app.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows every metric in the one format that each version of Prometheus reads. */
public final class PrometheusServlet extends HttpServlet {
  /** Prometheus manual, "Exposition formats", text-based format. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final transient PrometheusMeterRegistry registry;

  public PrometheusServlet(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(CONTENT_TYPE);
    response.setHeader("Cache-Control", "no-store");
    registry.scrape(response.getOutputStream(), CONTENT_TYPE);
  }
}
