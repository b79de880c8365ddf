import "uplot/dist/uPlot.min.css";
import "./app.css";
import { notifications } from "./notifications.js";
import "./pages/devices.js";
import "./pages/device.js";
import "./pages/map.js";
import "./pages/schedules.js";
import "./pages/interactions.js";
import "./pages/interaction.js";
import "./pages/vendors.js";
import "./pages/settings.js";
import "./parts/app.js";

notifications.start();
