package sorrel.broken.model.http;

import ai.djl.inference.Predictor;

/** A fixture: routes that run networks themselves. */
record PredictingRoutes(Predictor<String, String> predictor) {}
