// What the visit asked for.
switch (request.kind) {
  case "next": return next(request.ms, request.wasRead);
  case "look": return look();
  case "fill": return fill(request.entries);
  case "aim": return aim(request.target);
  case "press": return press(request.target);
}
