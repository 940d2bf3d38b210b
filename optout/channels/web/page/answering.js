// What the visit asked for.
switch (request.kind) {
  case "next": return next(request.ms, request.wasRead, request.also);
  case "look": return look(request.also, true);
  case "fill": return fill(request.entries);
  case "aim": return aim(request.target);
  case "reveal": return reveal(request.sought);
  case "press": return press(request.target);
}
